import type { FastifyReply, FastifyRequest } from 'fastify'
import { LARGEST_PAGE, USUAL_PAGE } from '../page-size.ts'
import type { Route } from './route.ts'

/** The schema of `limit`. */
export const LIMIT = {
  type: 'integer',
  minimum: 1,
  default: USUAL_PAGE,
  description: `At most so many; a page has no more than ${LARGEST_PAGE}`,
}

/** Reads a page, and one entry more to know whether there is another: the header Link then says where (RFC 8288). */
export async function answerPage(
  next: NonNullable<Route['next']>,
  { url, query }: Pick<FastifyRequest<{ Querystring: { limit?: number } }>, 'url' | 'query'>,
  reply: FastifyReply,
  read: (query: { readonly limit: number }) => Promise<unknown>,
): Promise<unknown> {
  const limit = Math.min(query.limit ?? USUAL_PAGE, LARGEST_PAGE)
  const found = await read({ limit: limit + 1 })
  if (!Array.isArray(found) || found.length <= limit) return found
  const search = new URLSearchParams(url.split('?')[1])
  for (const [name, value] of Object.entries({ limit, ...next(found[limit - 1]) })) {
    search.set(name, String(value))
  }
  // Relative: what stands before the path, a server cannot know.
  void reply.header('link', `<?${search.toString()}>; rel="next"`)
  return found.slice(0, limit)
}
