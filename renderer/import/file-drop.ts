import { useState, type DragEvent } from 'react';
import type { ImportNoun } from '../../electron/import/import.ts';
import { openFile } from './import-work.ts';

/** A file dropped anywhere on the element is opened for import; `then` goes where it is shown. */
export function useFileDrop(noun: ImportNoun, then: () => void = () => {}) {
  const [over, setOver] = useState(false);
  const hasFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (!file) return;
        event.preventDefault();
        void openFile(file, noun);
        then();
      },
    },
  };
}
