// Says on the fourth pipe how much memory the process had at most, in kilobytes.
import { writeSync } from 'node:fs'

process.once('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
