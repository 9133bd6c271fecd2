import { AfterDrill } from './after-drill.tsx';

/** The drill that an exercise is, in the exercise's own screen. */
export default function AfterTab({ incidentId }: { readonly incidentId: string }) {
  return <AfterDrill of={{ incidentId }} />;
}
