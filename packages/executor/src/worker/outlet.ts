import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import workerpool from 'workerpool'
import type { ActionEvent } from '@ays/core'
import { formatRecord } from '../pipe-records.ts'
import type { EndMessage, EventMessage, WorkerMessage } from '../pool/protocol.ts'

/** What the channel to the parent takes at once, bytes: about half of what Linux gives it. */
const CHANNEL = 100_000

/** What may still be on its way to the parent. */
let sent = 0

/** Sends something that is no event. */
export function emit(message: WorkerMessage): void {
  workerpool.workerEmit(message)
}

/**
 * Resolves when an answer of so many bytes would not be lost if the worker died now: the channel
 * writes by and by what it does not take at once.
 */
export async function flush(bytes: number): Promise<void> {
  sent += bytes
  if (!isMainThread || sent < CHANNEL) return
  await new Promise((resolve) => process.send?.({ flush: sent }, resolve))
  sent = 0
}

/**
 * Says something of a job. A process writes it to its stdout and waits until it is written: what a
 * job said before it died is heard, and one that floods its log waits for who reads it.
 */
export function say(index: number, event: ActionEvent): void {
  const message: EventMessage = { type: 'event', index, event }
  if (isMainThread) write(1, message)
  else emit(message)
}

/**
 * Says in the pipes of a process that a job has ended: all that anybody wrote there before is heard
 * before the answer. Returns how many pipes will tell; a job may have closed them.
 */
export function sayEnd(index: number): number {
  if (!isMainThread) return 0
  const message: EndMessage = { type: 'end', index }
  return Number(write(1, message)) + Number(write(2, message))
}

function write(pipe: 1 | 2, message: EventMessage | EndMessage): boolean {
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
