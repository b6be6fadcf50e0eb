// npm run api: writes the API report of every package that has an api-extractor.json. With CI=true it
// writes nothing and fails when a report is not what the code says.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'
import { publishable } from './packages.mjs'

const localBuild = process.env.CI !== 'true'

// As tsconfig.base.json, but without the condition that leads to sources: reports are of what is built.
const overrideTsconfig = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
  },
}

const stale = publishable.filter((folder) => !extract(folder))
if (stale.length > 0) {
  console.error(`API reports to be looked at: ${stale.join(', ')}. Write them with: npm run api`)
  process.exit(1)
}

function extract(folder) {
  const file = join(folder, 'api-extractor.json')
  if (!existsSync(file)) return true
  mkdirSync(join(folder, 'etc'), { recursive: true })
  const config = ExtractorConfig.prepare({
    configObject: { ...ExtractorConfig.loadFile(file), compiler: { overrideTsconfig } },
    configObjectFullPath: file,
    packageJsonFullPath: join(folder, 'package.json'),
  })
  return Extractor.invoke(config, { localBuild }).succeeded
}
