import { parentPort, workerData } from 'node:worker_threads';
import { doBasemapJob, type BasemapJob } from './basemap-files.ts';

// Big drawings and archives are read here, so that the seat keeps answering meanwhile. Any message calls it off.
const stop = new AbortController();
parentPort?.once('message', () => stop.abort());
void doBasemapJob(
  workerData as BasemapJob,
  (done, total) => parentPort?.postMessage({ done, total }),
  stop.signal,
).then((answer) => parentPort?.postMessage({ answer }));
