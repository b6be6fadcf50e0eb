import type { ConsumeLink, ParentLink, TemplateDetail } from '@ays/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Cast, castsOf, type TestedTemplate } from '../src/cast.ts'

interface Links {
  readonly parent?: Partial<ParentLink> & { readonly role: string }
  readonly consume?: readonly (Partial<ConsumeLink> & { readonly role: string })[]
}

function template(name: string, { parent, consume = [] }: Links = {}): TestedTemplate {
  const links = {
    ...(parent && { parent: { argname: parent.role, auto: false, optional: false, ...parent } }),
    consume: consume.map((link) => ({ argname: link.role, min: 1, max: 0, auto: false, ...link })),
  }
  const schema = { id: '0x8000000000000001', root: 'Schema', structs: [], enums: [] }
  const rest = { pack: 'test', folder: '/', goal: undefined, actions: [], fields: [], capnp: '' }
  const detail: TemplateDetail = {
    ...rest,
    name,
    role: name.split('.')[0] ?? '',
    links,
    schema,
    options: {},
    recurring: [],
    events: [],
    onChange: {},
  }
  return { detail, hints: { fields: {}, own: [] } }
}

function castOf(tested: TestedTemplate, others: readonly TestedTemplate[]): Cast {
  const casts = castsOf(tested, [tested, ...others])
  if (typeof casts === 'string') throw new Error(casts)
  const [cast] = fc.sample(casts, { numRuns: 1, seed: 1 })
  if (!cast) throw new Error('no cast')
  return cast
}

const site = template('site')
const page = template('page', { parent: { role: 'site' } })
const server = template('server.web', {
  parent: { role: 'site', argname: 'home' },
  consume: [{ role: 'page', min: 2 }],
})

it('services that are needed come before those that need them, and are shared', () => {
  const { needs, subject } = castOf(server, [page, site])
  expect(needs.map(({ name, data }) => [name, data])).toEqual([
    ['site-1', {}],
    ['page-1', { site: 'site-1' }],
    ['page-2', { site: 'site-1' }],
  ])
  expect(subject.data).toEqual({ home: 'site-1', page: ['page-1', 'page-2'] })
})

it('a link that may have a service has one, when there is a template for it', () => {
  const optional = template('a', { consume: [{ role: 'site', min: 0 }] })
  expect(castOf(optional, [site]).subject.data).toEqual({ site: ['site-1'] })
  expect(castOf(optional, []).subject.data).toEqual({})
})

it('a role that no template has is told, also where something else needs it', () => {
  expect(castsOf(page, [page])).toBe('it needs a service of the role site')
  expect(castsOf(server, [server, page])).toBe('it needs a service of the role site')
})

it('a template that may be linked to its own role is not', () => {
  const node = template('node', { parent: { role: 'node', optional: true } })
  expect(castOf(node, [])).toMatchObject({ needs: [], subject: { data: {} } })
})
