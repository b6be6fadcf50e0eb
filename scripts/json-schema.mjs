/** Tuples of a JSON Schema as draft 2020-12 has them. */
export function modern(value) {
  if (Array.isArray(value)) return value.map(modern)
  if (typeof value !== 'object' || value === null) return value
  const { items, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, modern(inner)]),
  )
  if (items === undefined) return rest
  return Array.isArray(items) ? { ...rest, prefixItems: items, items: false } : { ...rest, items }
}
