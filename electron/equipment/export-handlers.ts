import type { Part } from '../door.ts';
import { JobCancelled, runJob, shared } from '../jobs.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { savedFile } from '../saved-file.ts';
import type { ExportEquipmentInput } from './export.ts';

const endings: Record<ExportEquipmentInput['form'], string> = { csv: 'csv', workbook: 'xlsx', labels: 'pdf' };

export const equipmentExportHandlers: Part<'equipment.export'> = {
  'equipment.export': async (read, input) => {
    const { printPdf, saveFile } = read.site.house;
    if (!saveFile || (input.form === 'labels' && !printPdf)) return refuse('noWindowHere');
    const today = read.today;
    try {
      const made = await shared(`equipment.export ${input.form}`, (signal) =>
        runJob(
          'exportEquipment',
          { site: read.site.file, input, today },
          { signal, onProgress: (done, total) => read.progress('equipment.export', done, total) },
        ),
      );
      if (isRefusal(made)) return made;
      const bytes = made.bytes ?? (await printPdf?.(made.html ?? ''));
      if (!bytes) return refuse('noWindowHere');
      const saved = await savedFile(read, `equipment-${today}.${endings[input.form]}`, bytes);
      return isRefusal(saved) ? saved : { path: saved.path, rows: made.rows };
    } catch (error) {
      if (error instanceof JobCancelled) return refuse('calledOff');
      throw error;
    }
  },
};
