import { tokenize } from '../schema/tokenize.ts'
import { unquote } from './quotes.ts'

/** What a question takes for its answer where nobody can be asked: its `default:`, or nothing. */
export function askedDefault(tags: string): string {
  const given = tokenize(tags, 0).find(({ key }) => key === 'default')
  return given === undefined ? '' : unquote(given.value)
}
