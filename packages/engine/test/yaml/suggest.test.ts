import { describe, expect, it } from 'vitest'
import { didYouMean } from '../../src/yaml/suggest.ts'

const known = ['web', 'db', 'image', 'validate', 'run list']

describe('the word that was probably meant', () => {
  it.each([
    ['wbe', 'web'],
    ['Web', 'web'],
    ['imgae', 'image'],
    ['imag', 'image'],
    ['validte', 'validate'],
    ['run lst', 'run list'],
    ['valid', 'validate'],
    ['ima', 'image'],
  ])('for %s is %s', (word, meant) => {
    expect(didYouMean(word, known)).toBe(`Did you mean "${meant}"?`)
  })

  it.each([['os'], ['x'], ['frobnicate'], ['']])('is none for %j', (word) => {
    expect(didYouMean(word, known)).toBeUndefined()
  })
})
