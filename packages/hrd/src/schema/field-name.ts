const LEGAL = /^[a-z][A-Za-z0-9]*$/

/**
 * The Cap'n Proto name of an HRD key, as AYS 8.1 made it: `oauth.client_id` to `oauthClientId`.
 * Undefined where 8.1 crashed (`a_`, `a..b`) or made a name that Cap'n Proto refuses (`a-b`, `_a`).
 */
export function toFieldName(key: string): string | undefined {
  const [first = '', ...rest] = key.split(/[._]/)
  if (rest.includes('')) return undefined
  const name = first + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')
  return isFieldName(name) ? name : undefined
}

/** True for what Cap'n Proto takes as the name of a field. */
export function isFieldName(name: string): boolean {
  return LEGAL.test(name)
}
