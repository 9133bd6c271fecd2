import { ImportOf } from '../import/import-screen.tsx';

/** Lists of substances, judged row by row before anything is written. */
export default function SubstanceImportScreen() {
  return <ImportOf noun="substance" />;
}
