import { jobs } from './job.ts'

/** From now on what a job writes to stdout and stderr is its own; what belongs to no job is not kept. */
export function captureConsole(): void {
  capture(process.stdout, 'stdout')
  capture(process.stderr, 'stderr')
}

function capture(stream: NodeJS.WriteStream, from: 'stdout' | 'stderr'): void {
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void,
  ) => {
    jobs.getStore()?.print(from, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const then = typeof encoding === 'function' ? encoding : done
    if (then) process.nextTick(then)
    return true
  }
}
