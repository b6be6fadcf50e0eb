/**
 * The one spelling of a field, as AYS 8.1 made it: `ssh.port` and `ssh_port` are `sshPort`. The name
 * is cut at each `_`, then at each `.`; the first part stays as it is, every further part gets a
 * capital. A name with an empty part after the first has no such spelling and stays as it is.
 */
export function fieldName(text: string): string {
  if (!/[_.]/.test(text) || /[_.](?:[_.]|$)/.test(text)) return text
  return joinParts(joinParts(text, '_'), '.')
}

function joinParts(text: string, separator: string): string {
  const [first = '', ...rest] = text.split(separator)
  return first + rest.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('')
}
