import { describe, expect, it } from 'vitest'
import { valueAt } from '../src/field-path.ts'

const DATA = {
  sshPort: 22,
  disks: [{ size: 10 }, { size: 20 }],
  owner: { fullName: 'Ann', 'with.dot': true },
  nothing: null,
}

describe('a path', () => {
  it.each([
    ['sshPort', 22],
    ['ssh_port', 22],
    ['ssh.port', 22],
    ['disks.1.size', 20],
    ['disks', DATA.disks],
    ['owner.fullName', 'Ann'],
    ['owner.full.name', 'Ann'],
    ['owner.with.dot', true],
    ['nothing', null],
  ])('%s leads to %j', (path, value) => {
    expect(valueAt(DATA, path)).toEqual(value)
  })

  it.each(['sshPortt', 'disks.2', 'disks.x', 'owner.name', 'sshPort.x', '', 'constructor'])(
    '"%s" leads nowhere',
    (path) => {
      expect(() => valueAt(DATA, path)).toThrow(`there is no field ${path}`)
    },
  )
})
