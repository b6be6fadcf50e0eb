// npm run docs: writes the pages of docs/reference that are made of code; with --check says which are stale.
await import('../packages/cli/scripts/reference.mjs')
await import('../packages/cli/scripts/errors.mjs')
