import { writeSync } from 'node:fs'
import { isMainThread, parentPort } from 'node:worker_threads'
import { formatRecord } from '../pipe-records.ts'
import type { Spoken, SpokenMessage, WorkerMessage } from '../pool/protocol.ts'

/** Sends a message beside those of workerpool. Resolves when it would arrive though the worker died. */
export function send(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    if (isMainThread) {
      process.send?.(message, () => resolve())
    } else {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      parentPort?.postMessage(message)
      resolve()
    }
  })
}

/**
 * Says something of a job. A process writes it to its stdout and waits until it is written: what a
 * job said before it died is heard, and one that floods its log waits for who reads it.
 */
export function say(batch: number, index: number, spoken: Spoken): void {
  const message: SpokenMessage = { ...spoken, batch, index }
  if (isMainThread) write(1, message)
  else void send(message)
}

/**
 * Says in the pipes of a process that a job has ended: all that anybody wrote there before is heard
 * before the answer. Returns how many pipes will tell; a job may have closed them.
 */
export function sayEnd(batch: number, index: number): number {
  if (!isMainThread) return 0
  const end = { type: 'end', batch, index } as const
  const told = [write(1, { ...end, pipe: 'stdout' }), write(2, { ...end, pipe: 'stderr' })]
  return told.filter(Boolean).length
}

function write(pipe: 1 | 2, message: SpokenMessage): boolean {
  let bytes = Buffer.from(formatRecord(message))
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(pipe, bytes))
    } catch (error) {
      if (!isFull(error)) return false
      Atomics.wait(NOTHING, 0, 0, 1)
    }
  }
  return true
}

const NOTHING = new Int32Array(new SharedArrayBuffer(4))

/** A job may have made the pipe one that does not wait. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
