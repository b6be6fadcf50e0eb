#!/usr/bin/env node
// CommonJS: Node's loader of ES modules takes as long as a question to the daemon. Node 22 keeps what it compiled.
require('node:module').enableCompileCache?.()
require('../dist/main.cjs').main(__filename)
