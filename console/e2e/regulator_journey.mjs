// The journeys through the browser at a regulator's office of its own (tools/console regulator-journey).
//   node e2e/regulator_journey.mjs --site URL --tour FOLDER [--shots FOLDER] [--only licenceJourney]
// FOLDER of the tour holds the officers' key files, and those of the applicant and the inspected party.
import { inspectionJourney } from './inspection.mjs'
import { licenceJourney } from './licence.mjs'
import { play } from './stage.mjs'

await play([licenceJourney, inspectionJourney])
