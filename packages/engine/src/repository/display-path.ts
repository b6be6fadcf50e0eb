import { isAbsolute, relative, sep } from 'node:path'

/** A path from a folder on, with `/`; absolute for what is outside of it. */
export function displayPath(folder: string, path: string): string {
  const inside = relative(folder, path)
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return path
  return inside.split(sep).join('/')
}
