import { Writable } from 'node:stream'
import { jobs } from './job.ts'

/** From now on what a job writes to stdout and stderr is its own; what belongs to no job is not kept. */
export function captureConsole(): void {
  capture('stdout', 1)
  capture('stderr', 2)
}

/** The stream in its place never touches the pipe, which so keeps its writers waiting when it is full. */
function capture(from: 'stdout' | 'stderr', fd: number): void {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      jobs.getStore()?.print(from, chunk.toString())
      done()
    },
  })
  Object.defineProperty(process, from, { value: Object.assign(stream, { fd }) })
}
