import { parseDuration } from '../time/duration.ts'
import type { FieldFormat } from './schema-model.ts'

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)
const IPV6 = /^[0-9a-fA-F:.]+$/
const PORT = /^\d{1,5}$/
const EMAIL = /^[^\s@]+@[^\s@]+$/
const PHONE = /^\+?[\d\s()./-]{3,32}$/
const DATE = /^\d{4}([-/])\d{2}\1\d{2}/
const TIME = /^[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?$/
const GUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

/** A format that is checked: how it is called, and what has it. */
interface Check {
  readonly name: string
  readonly test: (text: string) => boolean
}

/** `multiline` allows any text; `yaml` is checked by who has a parser for it. */
const CHECKS: Readonly<Partial<Record<FieldFormat, Check>>> = {
  email: { name: 'e-mail address', test: (text) => EMAIL.test(text) },
  tel: { name: 'telephone number', test: (text) => PHONE.test(text) },
  ipaddr: { name: 'IP address', test: isAddress },
  iprange: { name: 'IP range such as 10.0.0.0/24', test: isRange },
  date: { name: 'date such as 2026-01-31', test: isDate },
  datetime: { name: 'date and time such as 2026-01-31T10:00:00Z', test: isDateTime },
  duration: {
    name: 'duration such as 10s, 5m, 2h, 1d',
    test: (text) => works(() => parseDuration(text)),
  },
  guid: { name: 'GUID', test: (text) => GUID.test(text) },
  url: { name: 'URL', test: (text) => URL.canParse(text) },
  json: { name: 'JSON', test: (text) => works(() => JSON.parse(text)) },
  dict: { name: 'JSON object', test: isObject },
  path: { name: 'path: it has a NUL', test: (text) => !text.includes('\0') },
}

/** What is wrong with a text of this format; an empty text is not there and so never wrong. */
export function checkFormat(value: unknown, format: FieldFormat): string | undefined {
  if (value === '') return undefined
  if (format === 'port') return checkPort(value)
  const check = CHECKS[format]
  if (typeof value !== 'string' || check === undefined || check.test(value)) return undefined
  return `"${value}" is no ${check.name}`
}

function checkPort(value: unknown): string | undefined {
  const number = typeof value === 'string' && PORT.test(value) ? Number(value) : value
  const fits = typeof number === 'number' && number >= 0 && number <= 65_535
  return fits ? undefined : `"${String(value)}" is no port: 0 to 65535`
}

function isDate(text: string): boolean {
  return text.length === 10 && isDateTime(text)
}

/** A day that is in the calendar, and a time of it. */
function isDateTime(text: string): boolean {
  const [day] = DATE.exec(text) ?? []
  if (day === undefined) return false
  const iso = day.replaceAll('/', '-')
  const date = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso)) return false
  const time = text.slice(day.length)
  return (
    time === '' || (TIME.test(time) && !Number.isNaN(Date.parse(`${iso}T${time.slice(1, 6)}Z`)))
  )
}

function isAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6(text)
}

function isIpv6(text: string): boolean {
  return IPV6.test(text) && URL.canParse(`http://[${text}]`)
}

/** `address/bits`, or two addresses with a dash between. */
function isRange(text: string): boolean {
  const [address = '', bits = ''] = text.split('/')
  if (text.includes('/'))
    return (
      isAddress(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIpv6(address) ? 128 : 32)
    )
  const [from = '', to = ''] = text.split('-')
  return isAddress(from.trim()) && (to === '' || isAddress(to.trim()))
}

function isObject(text: string): boolean {
  return text.trimStart().startsWith('{') && works(() => JSON.parse(text))
}

function works(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}
