import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseUrl } from '../src/parse-url.ts'

const folder = await mkdtemp(join(tmpdir(), 'ays-pg-url-'))
await writeFile(join(folder, 'ca.pem'), '')
afterAll(() => rm(folder, { recursive: true }))

describe('the URL of a PostgreSQL store', () => {
  it.each([
    'postgres://localhost/ays',
    'postgresql://me:secret@[::1]:5433/ays',
    'postgres:///ays?host=/run/postgresql',
    'postgres://localhost/ays?sslmode=verify-full',
    'postgres://localhost/ays?sslmode=no-verify',
    'postgres://localhost/ays?application_name=mine',
  ])('%s is the one of the library', (url) => {
    expect(parseUrl(url, folder)).toBe(url)
  })

  it('has files that start at the folder of the repository', () => {
    expect(parseUrl('postgres://localhost/ays?sslrootcert=ca.pem', folder)).toBe(
      `postgres://localhost/ays?sslrootcert=${encodeURIComponent(join(folder, 'ca.pem'))}`,
    )
  })

  it.each(['require', 'verify-ca'])('with sslmode=%s looks whom it talks to', (mode) => {
    expect(parseUrl(`postgres://localhost/ays?sslmode=${mode}`, folder)).toBe(
      'postgres://localhost/ays?sslmode=verify-full',
    )
  })

  it.each([
    'postgres:',
    'postgres://me:secret@localhost',
    'postgres://me:secret@localhost/',
    'postgres://me:secret@localhost:port/ays',
    'postgres://me:secret@localhost/a%b',
    'postgres://localhost/ays?password=secret',
    'postgres://me:secret@localhost/ays?sslmode=prefer',
    'postgres://me:secret@localhost/ays?sslrootcert=none.pem',
  ])('%s is AYS_STORE_URL, which shows no password', (url) => {
    const parse = () => parseUrl(url, folder)
    expect(parse).toThrow(expect.objectContaining({ code: 'AYS_STORE_URL' }))
    expect(parse).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    )
  })
})
