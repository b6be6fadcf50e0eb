import { stat } from 'node:fs/promises'

/** True for a folder, or a symbolic link to one, that can be reached. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
