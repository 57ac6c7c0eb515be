// Two texts that should say the same, side by side, with what is not the same in both.

export interface Piece {
  text: string
  same: boolean
}
export interface Compared {
  same: boolean
  left: Piece[]
  right: Piece[]
}

const kMost = 500 // characters of each that are compared one by one; what is longer is compared as a whole

/** By their longest common subsequence; runs of one kind are one piece. Character by character, as people write them. */
export function compareTexts(a: string, b: string): Compared {
  const [left, right] = [[...a], [...b]]
  if (a === b) return { same: true, left: whole(a, true), right: whole(b, true) }
  if (left.length > kMost || right.length > kMost) return { same: false, left: whole(a, false), right: whole(b, false) }
  const length: number[][] = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0))
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--) length[i]![j] = left[i] === right[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!)
  const made: Compared = { same: false, left: [], right: [] }
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      add(made.left, left[i++]!, true)
      add(made.right, right[j++]!, true)
    } else if (j >= right.length || (i < left.length && length[i + 1]![j]! >= length[i]![j + 1]!)) add(made.left, left[i++]!, false)
    else add(made.right, right[j++]!, false)
  }
  return made
}

const whole = (text: string, same: boolean): Piece[] => (text === '' ? [] : [{ text, same }])
function add(pieces: Piece[], text: string, same: boolean): void {
  const last = pieces.at(-1)
  if (last?.same === same) last.text += text
  else pieces.push({ text, same })
}
