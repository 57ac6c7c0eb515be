// What a PIN has to be. A file can be tried without end, so it is longer than a token's; 65,536 rounds slow the trying.

export const kMinPin = 8

/** Nothing when it will do. */
export function pinFault(pin: string): 'short' | 'plain' | undefined {
  if ([...pin].length < kMinPin) return 'short'
  const kinds = [/\p{N}/u, /\p{L}/u, /[^\p{N}\p{L}]/u].filter((kind) => kind.test(pin)).length
  const one = new Set(pin).size < 4
  return kinds < 2 || one ? 'plain' : undefined
}
