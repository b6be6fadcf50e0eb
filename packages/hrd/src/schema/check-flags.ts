import type { Report } from '../report.ts'
import type { Tags } from './read-tags.ts'

/** Reports flags that do nothing where they stand, and the one that does something only here. */
export function checkFlags({ values, flags }: Tags, report: Report): void {
  const parent = values.has('parent')
  const idle = (flag: string, detail: string): void => {
    const at = flags.get(flag)
    if (at) report.ignored(at, `"${flag}" has no effect here, as in AYS 8.1`, detail)
  }
  idle('id', 'A service is named by its blueprint.')
  if (!parent && !values.has('consume')) idle('auto', 'It belongs to parent: or consume:.')
  if (!parent) {
    idle('optional', 'It belongs to parent:. Every field is optional anyway.')
    idle('parentauto', 'It belongs to parent:.')
    return
  }
  const at = flags.get('parentauto')
  if (at)
    report.ignored(at, 'AYS 8.1 ignored "parentauto"', 'It creates the parent here; so does auto.')
}
