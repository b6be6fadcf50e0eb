import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * URL of a module that a worker can load. What was compiled is loaded as it is; sources, which
 * tests run from, are bundled once: Node 20 loads no TypeScript.
 */
export async function loadableModule(url: string, folder: string): Promise<string> {
  if (!url.endsWith('.ts')) return url
  const { build } = await import('esbuild')
  const outdir = join(folder, 'source')
  await mkdir(outdir, { recursive: true })
  await build({
    entryPoints: [fileURLToPath(url)],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@ays/source'],
    banner: {
      js: `import{createRequire as $require}from'node:module';const require=$require(import.meta.url);`,
    },
  })
  const name = new URL(url).pathname.split('/').at(-1)?.replace(/ts$/, 'mjs') ?? ''
  return pathToFileURL(join(outdir, name)).href
}
