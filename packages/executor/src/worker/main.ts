import { isMainThread } from 'node:worker_threads'
import workerpool from 'workerpool'
import type { WorkerSetup } from '../pool/protocol.ts'
import { BatchRunner } from './batch-runner.ts'
import { captureConsole } from './capture-console.ts'
import { ProgramGroups } from './program-groups.ts'
import { watchParent } from './watch-parent.ts'

const setup: WorkerSetup = JSON.parse(process.argv[2] ?? '{}')

// First: a thread is given the stdout of its process, and would make the pipe a stream of Node's.
captureConsole()
const programs = new ProgramGroups()
if (isMainThread) watchParent(setup.parent, programs)
process.setSourceMapsEnabled(true)

const runner = new BatchRunner(setup, programs)
workerpool.worker({ run: (batch) => runner.run(batch) })
