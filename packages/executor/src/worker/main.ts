import { isMainThread } from 'node:worker_threads'
import workerpool from 'workerpool'
import type { WorkerSetup } from '../pool/protocol.ts'
import { BatchRunner } from './batch-runner.ts'
import { captureConsole } from './capture-console.ts'
import { watchParent } from './watch-parent.ts'

const setup: WorkerSetup = JSON.parse(process.argv[2] ?? '{}')

if (isMainThread) watchParent(setup.parent)
captureConsole()
process.setSourceMapsEnabled(true)

const runner = new BatchRunner(setup)
workerpool.worker({ run: (calls) => runner.run(calls) })
