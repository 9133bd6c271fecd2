import { parentPort, workerData } from 'node:worker_threads';
import { doBasemapJob, type BasemapJob } from './basemap-files.ts';

// Big drawings and archives are read here, so that the seat keeps answering meanwhile.
void doBasemapJob(workerData as BasemapJob, (done, total) => parentPort?.postMessage({ done, total })).then(
  (answer) => parentPort?.postMessage({ answer }),
);
