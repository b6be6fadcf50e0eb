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

/** Formats that say how a text is meant, and allow any. */
const FREE: ReadonlySet<FieldFormat> = new Set(['path', 'dict', 'yaml', 'multiline'])

/** What is wrong with a text of this format; an empty text is not there and so never wrong. */
export function checkFormat(value: unknown, format: FieldFormat): string | undefined {
  if (value === '' || FREE.has(format)) return undefined
  if (format === 'port') return checkPort(value)
  if (typeof value !== 'string' || isFormatted(value, format)) return undefined
  return `"${value}" is no ${NAMES[format] ?? format}`
}

const NAMES: Readonly<Partial<Record<FieldFormat, string>>> = {
  email: 'e-mail address',
  tel: 'telephone number',
  ipaddr: 'IP address',
  iprange: 'IP range such as 10.0.0.0/24',
  datetime: 'date and time',
  duration: 'duration such as 10s, 5m, 2h, 1d',
  guid: 'GUID',
  url: 'URL',
  json: 'JSON',
}

function isFormatted(text: string, format: FieldFormat): boolean {
  switch (format) {
    case 'email':
      return EMAIL.test(text)
    case 'tel':
      return PHONE.test(text)
    case 'ipaddr':
      return isAddress(text)
    case 'iprange':
      return isRange(text)
    case 'date':
      return DATE.test(text)
    case 'datetime':
      return !Number.isNaN(Date.parse(text))
    case 'duration':
      return works(() => parseDuration(text))
    case 'guid':
      return GUID.test(text)
    case 'url':
      return works(() => new URL(text))
    case 'json':
      return works(() => JSON.parse(text))
    default:
      return true
  }
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
