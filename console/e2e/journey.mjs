// The journeys through the browser, against a provider of its own (tests/journeys/console.sh).
//   node e2e/journey.mjs --site URL --tour FOLDER [--shots FOLDER] [--only lifeJourney]
// FOLDER of the tour holds the officers' key files; `yinxin` is on the PATH; Chromium is Debian's.
import { batchJourney } from './batches.mjs'
import { lifeJourney } from './life.mjs'
import { officersJourney } from './officers.mjs'
import { play } from './stage.mjs'

await play([officersJourney, lifeJourney, batchJourney])
