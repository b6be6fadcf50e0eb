import { parseDuration } from '../time/duration.ts'
import type { FieldFormat } from './schema-model.ts'

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:\d+\.\d+\.\d+\.\d+)?$/
const PORT = /^\d{1,5}$/
const EMAIL = /^[^\s@]+@[^\s@]+$/
const PHONE = /^\+?[\d\s()./-]{3,32}$/
const DATE = /^\d{4}-\d{2}-\d{2}$|^\d{4}\/\d{2}\/\d{2}$/
const GUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/

/** A format that is checked: how it is called, and what has it. */
interface Check {
  readonly name: string
  readonly test: (text: string) => boolean
}

/** The others say how a text is meant, and allow any. */
const CHECKS: Readonly<Partial<Record<FieldFormat, Check>>> = {
  email: { name: 'e-mail address', test: (text) => EMAIL.test(text) },
  tel: { name: 'telephone number', test: (text) => PHONE.test(text) },
  ipaddr: { name: 'IP address', test: isAddress },
  iprange: { name: 'IP range such as 10.0.0.0/24', test: isRange },
  date: { name: 'date such as 2026-01-31', test: (text) => DATE.test(text) },
  datetime: { name: 'date and time', test: (text) => !Number.isNaN(Date.parse(text)) },
  duration: {
    name: 'duration such as 10s, 5m, 2h, 1d',
    test: (text) => works(() => parseDuration(text)),
  },
  guid: { name: 'GUID', test: (text) => GUID.test(text) },
  url: { name: 'URL', test: (text) => URL.canParse(text) },
  json: { name: 'JSON', test: (text) => works(() => JSON.parse(text)) },
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

function isAddress(text: string): boolean {
  return IPV4.test(text) || IPV6.test(text)
}

/** `address/bits`, or two addresses with a dash between. */
function isRange(text: string): boolean {
  const [address = '', bits = ''] = text.split('/')
  if (text.includes('/')) return isAddress(address) && /^\d{1,3}$/.test(bits)
  const [from = '', to = ''] = text.split('-')
  return isAddress(from.trim()) && (to === '' || isAddress(to.trim()))
}

function works(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}
