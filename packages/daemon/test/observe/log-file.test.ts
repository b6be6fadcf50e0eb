import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../src/observe/create-logger.ts'
import { LogFile } from '../../src/observe/log-file.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ays-test-'))
  file = path.join(folder, 'daemon.log')
})

afterEach(() => rmSync(folder, { recursive: true }))

describe('the log of a daemon', () => {
  it('holds a JSON document a line, from its level on', () => {
    using output = new LogFile(file)
    const log = createLogger({ level: 'info', outputs: [output] })
    log.debug('quiet')
    log.warn('a job failed', { run: 'R', job: 3 })
    const [line, end] = readFileSync(file, 'utf8').split('\n')
    expect(JSON.parse(line ?? '')).toEqual({
      level: 'warn',
      time: expect.any(Number),
      msg: 'a job failed',
      run: 'R',
      job: 3,
    })
    expect(end).toBe('')
  })

  it('never takes more than twice its limit', () => {
    using output = new LogFile(file, 100)
    for (let line = 0; line < 50; line++) output.write(`line ${line}\n`)
    expect(statSync(file).size).toBeLessThan(110)
    expect(statSync(`${file}.1`).size).toBeLessThan(110)
    expect(readFileSync(file, 'utf8')).toContain('line 49\n')
  })

  it('goes on where an earlier daemon ended', () => {
    for (const text of ['first\n', 'second\n']) {
      using output = new LogFile(file)
      output.write(text)
    }
    expect(readFileSync(file, 'utf8')).toBe('first\nsecond\n')
  })
})
