import { describe, expect, it } from 'vitest'
import { faultsOf, readLines } from '../support/read-text.ts'

describe('consume:', () => {
  const defaults = { argname: 'a', min: 0, max: 100, auto: false }

  it.each([
    ['consume:fs', { role: 'fs' }],
    ["consume:'fs':1", { role: 'fs', min: 1 }],
    ["consume:'fs:1'", { role: 'fs', min: 1 }],
    ['consume:fs:1:5 auto', { role: 'fs', min: 1, max: 5, auto: true }],
    ['consume:fs.btrfs:1', { role: 'fs', min: 1 }],
    ['consume:fs:200', { role: 'fs', min: 200, max: 200 }],
    ['consume:fs:1:0', { role: 'fs', min: 1, max: 0 }],
  ])('%s is one link, as in AYS 8.1', (tag, link) => {
    const reading = readLines([`a = ${tag}`])
    expect(reading.links).toEqual({ consume: [{ ...defaults, ...link }] })
    expect(reading.diagnostics).toEqual([])
  })

  it('takes every role of a list, each with its own numbers, where 8.1 kept the last', () => {
    const reading = readLines(["a = list consume:'node:1:1, redis:1:3,ns'"])
    expect(reading.links.consume).toEqual([
      { role: 'node', argname: 'a', min: 1, max: 1, auto: false },
      { role: 'redis', argname: 'a', min: 1, max: 3, auto: false },
      { role: 'ns', argname: 'a', min: 0, max: 100, auto: false },
    ])
    expect(faultsOf(reading)).toEqual(['1:10 warning AYS 8.1 kept the last role of the list only'])
  })

  it('takes all four parts, where 8.1 ignored the numbers', () => {
    const reading = readLines(['a = consume:node:1:2:auto'])
    expect(reading.links.consume).toEqual([
      { role: 'node', argname: 'a', min: 1, max: 2, auto: true },
    ])
    expect(faultsOf(reading)).toHaveLength(1)
  })

  it('names the field as Cap’n Proto does', () => {
    expect(readLines(['dns.ssh_key = consume:sshkey']).links.consume[0]?.argname).toBe('dnsSshKey')
  })

  it.each([
    ['consume:fs:many', '"many" is not a number of services'],
    ['consume:fs:5:1', '"fs" is consumed at least 5 and at most 1 times'],
    ["consume:''", '"" is not a role'],
    ["consume:'a b'", '"a b" is not a role'],
  ])('%s is an error', (tag, summary) => {
    expect(faultsOf(readLines([`a = ${tag}`]))).toEqual([`1:5 error ${summary}`])
  })

  it('with a fifth part tells that it is ignored', () => {
    expect(faultsOf(readLines(['a = consume:fs:1:2:auto:x']))).toEqual([
      '1:5 warning "auto:x" is not a part of a consume tag',
    ])
  })
})

describe('parent:', () => {
  it.each([
    ['parent:os', { auto: false, optional: false }],
    ["parent:'os' auto", { auto: true, optional: false }],
    ['parent:os parentauto', { auto: true, optional: false }],
    ['parent:os optional', { auto: false, optional: true }],
    ['parent:os.ubuntu', { auto: false, optional: false }],
  ])('%s is the parent and not consumed', (tag, flags) => {
    expect(readLines([`a = ${tag}`]).links).toEqual({
      parent: { role: 'os', argname: 'a', ...flags },
      consume: [],
    })
  })

  it('of the first field that has one counts', () => {
    const reading = readLines(['a = parent:os', 'b = parent:node'])
    expect(reading.links.parent?.role).toBe('os')
    expect(faultsOf(reading)).toEqual(['2:1 warning a service has one parent'])
  })

  it('wins over consume: of the same field', () => {
    const reading = readLines(['a = consume:fs parent:os'])
    expect(reading.links).toMatchObject({ parent: { role: 'os' }, consume: [] })
    expect(faultsOf(reading)).toEqual([
      '1:5 warning a field names a parent or what is consumed, not both',
    ])
    expect(readLines(['a = consume:os:1:1 parent:os']).diagnostics).toEqual([])
  })

  it('takes no numbers', () => {
    const reading = readLines(['a = parent:os:1:1'])
    expect(reading.links.parent?.role).toBe('os')
    expect(faultsOf(reading)).toEqual(['1:5 warning "parent" takes a role only'])
  })
})
