import { LARGEST_PAGE } from '../page-size.ts'

/** As many entries as `limit` of the query says, however many pages they fill; `next` is what to ask for behind one. */
export async function readPages<T, Q extends { readonly limit?: number }>(
  query: Q | undefined,
  read: (query: Q | undefined) => Promise<T[]>,
  next: (last: T) => Partial<Q>,
): Promise<T[]> {
  const limit = query?.limit
  if (query === undefined || limit === undefined) return read(query)
  const all: T[] = []
  let page = query
  for (;;) {
    const size = Math.min(limit - all.length, LARGEST_PAGE)
    const found = await read({ ...page, limit: size })
    all.push(...found)
    const last = found.at(-1)
    if (last === undefined || found.length < size || all.length >= limit) return all
    page = { ...page, ...next(last) }
  }
}

/** Behind an entry of a list that begins with the newest. */
export function older({ id }: { readonly id: string }): { readonly before: string } {
  return { before: id }
}

/** Behind a service. */
export function behind({ address }: { readonly address: string }): { readonly after: string } {
  return { after: address }
}
