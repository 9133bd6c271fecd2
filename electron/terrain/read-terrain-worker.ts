import { serveJob } from '../job-side.ts';
import { readTerrain } from './read-terrain-files.ts';

serveJob('readTerrain', (job, side) => readTerrain(job, side.step));
