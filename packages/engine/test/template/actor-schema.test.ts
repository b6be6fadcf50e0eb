import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ACTOR_SCHEMA, actorShape } from '../../src/template/actor-shape.ts'
import { parseYaml } from '../../src/yaml/parse-yaml.ts'

it('the published JSON Schema of actor.yaml is the one that checks it', async () => {
  const file = createRequire(import.meta.url).resolve('@ays/engine/actor.schema.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(ACTOR_SCHEMA)
})

it('the example of the reference is a valid actor.yaml that uses every key', async () => {
  const reference = new URL('../../../../docs/reference/actor-yaml.md', import.meta.url)
  const text = await readFile(fileURLToPath(reference), 'utf8')
  const example = /```yaml\n([^]*?)```/.exec(text)?.[1] ?? ''
  const { value } = parseYaml(example, 'actor.yaml', { code: 'AYS_ACTOR_INVALID' })
  expect(actorShape.check(value)).toMatchObject({ ok: true })
  expect(Object.keys(Object(value)).toSorted()).toEqual(
    Object.keys(ACTOR_SCHEMA.properties).toSorted(),
  )
})
