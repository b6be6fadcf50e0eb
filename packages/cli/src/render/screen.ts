import type { WriteStream } from 'node:tty'
import pc from 'picocolors'

/** Colours and styles; every one is the identity when there shall be none. */
export type Paint = ReturnType<typeof pc.createColors>

/** What a renderer must know of where its text goes. */
export interface Screen {
  readonly paint: Paint
  /** Columns; Infinity where lines may be as long as they like, such as in a pipe, or nobody knows. */
  readonly width: number
}

/** The screen behind a stream. Heeds NO_COLOR, FORCE_COLOR and TERM, as Node does. */
export function screenOf(stream: WriteStream, env: NodeJS.ProcessEnv = process.env): Screen {
  return {
    paint: pc.createColors(stream.isTTY ? stream.hasColors(env) : isForced(env)),
    width: (stream.isTTY && stream.columns) || Number.POSITIVE_INFINITY,
  }
}

/** A screen for files and tests: no colour, no limit. */
export const plainScreen: Screen = {
  paint: pc.createColors(false),
  width: Number.POSITIVE_INFINITY,
}

function isForced({ NO_COLOR, FORCE_COLOR }: NodeJS.ProcessEnv): boolean {
  return !NO_COLOR && FORCE_COLOR !== undefined && FORCE_COLOR !== '0'
}
