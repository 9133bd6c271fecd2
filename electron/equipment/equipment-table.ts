import type { Field, Value } from '../import/table.ts';

/** The columns that a list of equipment is imported from and exported to, with what people write over them. */
export const equipmentFields: readonly Field[] = [
  {
    key: 'tag',
    kind: 'text',
    max: 60,
    required: true,
    words: [
      'Tag', 'Tag number', 'Asset tag', 'Asset number', 'Inventory number', 'Inventory no', 'Equipment ID', 'Code',
      'Oznaka', 'Inventarski broj', 'Inv. broj', 'Inv. br.', 'Šifra', 'Šifra opreme', 'Evidencioni broj',
      '编号', '设备编号', '资产编号', '标签', '设备标签',
    ],
  },
  {
    key: 'categoryId',
    kind: 'reference',
    required: true,
    words: [
      'Category', 'Type', 'Equipment type', 'Kind', 'Group', 'Kategorija', 'Vrsta', 'Vrsta opreme', 'Tip opreme', 'Grupa',
      '类别', '设备类别', '种类', '分类',
    ],
  },
  {
    key: 'make',
    kind: 'text',
    max: 80,
    words: ['Make', 'Manufacturer', 'Maker', 'Brand', 'Proizvođač', 'Marka', '制造商', '厂家', '品牌', '生产厂家'],
  },
  { key: 'model', kind: 'text', max: 80, words: ['Model', 'Model no', 'Tip', 'Model / tip', '型号', '规格型号'] },
  {
    key: 'serial',
    kind: 'text',
    max: 80,
    words: [
      'Serial number', 'Serial no', 'Serial', 'S/N', 'SN', 'Serijski broj', 'Ser. broj', 'Ser. br.', 'Fabrički broj',
      'Fabr. broj', '序列号', '出厂编号',
    ],
  },
  {
    key: 'placeId',
    kind: 'reference',
    words: ['Place', 'Location', 'Where', 'Store', 'Mesto', 'Lokacija', 'Objekat', 'Skladište', '位置', '地点', '存放地点', '存放位置'],
  },
  {
    key: 'insideId',
    kind: 'inside',
    words: ['Inside', 'Kept in', 'Container', 'In vehicle', 'Vehicle', 'Box', 'Nalazi se u', 'U vozilu', 'U', 'Vozilo', 'Kutija', '所在容器', '存放于', '所属车辆'],
  },
  {
    key: 'ownerTeamId',
    kind: 'reference',
    words: ['Team', 'Owner', 'Owned by', 'Crew', 'Ekipa', 'Tim', 'Zadužio', 'Zadužena ekipa', '队伍', '班组', '责任队伍'],
  },
  {
    key: 'condition',
    kind: 'choice',
    of: {
      ready: ['ready', 'ok', 'good', 'in service', 'available', 'spremno', 'ispravno', 'ispravan', 'ispravna', 'spreman', '备用', '完好', '正常', '就绪'],
      inUse: ['in use', 'used', 'issued', 'u upotrebi', 'u radu', 'zaduženo', 'izdato', '使用中', '在用'],
      fault: ['fault', 'faulty', 'broken', 'defect', 'defective', 'out of order', 'kvar', 'u kvaru', 'neispravno', 'neispravan', 'neispravna', '故障', '损坏'],
      outOfTest: ['out of test', 'expired', 'overdue', 'test overdue', 'isteklo', 'istekao rok', 'van ispitivanja', 'nije ispitano', '过期', '超检', '逾期未检'],
      retired: ['retired', 'scrapped', 'disposed', 'written off', 'rashodovano', 'otpisano', 'povučeno', '报废', '停用'],
    },
    words: ['Condition', 'State', 'Status', 'Stanje', 'Ispravnost', '状态', '状况', '设备状态'],
  },
  {
    key: 'boughtOn',
    kind: 'day',
    words: ['Bought', 'Bought on', 'Purchase date', 'Purchased', 'Date of purchase', 'Nabavljeno', 'Datum nabavke', 'Nabavka', '购买日期', '购置日期', '采购日期'],
  },
  {
    key: 'endOfLifeOn',
    kind: 'day',
    words: ['End of life', 'Expiry', 'Expires', 'Expiry date', 'Use by', 'Kraj veka', 'Rok trajanja', 'Rok upotrebe', 'Ističe', '报废日期', '有效期', '使用期限'],
  },
  {
    key: 'nextDueOn',
    kind: 'day',
    words: [
      'Next inspection', 'Next test', 'Next due', 'Inspection due', 'Test due', 'Due', 'Sledeći pregled', 'Naredni pregled',
      'Sledeće ispitivanje', 'Datum sledećeg pregleda', '下次检查', '下次检验', '下次检验日期', '下次检查日期',
    ],
  },
  {
    key: 'costMinor',
    kind: 'money',
    currencyKey: 'currency',
    usualCurrency: 'RSD',
    words: ['Cost', 'Price', 'Purchase price', 'Purchase cost', 'Value', 'Cena', 'Nabavna cena', 'Nabavna vrednost', 'Vrednost', '价格', '单价', '购置价', '金额'],
  },
  { key: 'note', kind: 'text', max: 500, words: ['Note', 'Notes', 'Remark', 'Remarks', 'Comment', 'Napomena', 'Primedba', 'Opis', '备注', '说明'] },
]; // prettier-ignore

/** What a new item has where the file says nothing. */
export const blankEquipment: Readonly<Record<string, Value>> = {
  make: '',
  model: '',
  serial: '',
  placeId: null,
  insideId: null,
  ownerTeamId: null,
  condition: 'ready',
  boughtOn: null,
  endOfLifeOn: null,
  nextDueOn: null,
  costMinor: null,
  currency: null,
  note: '',
};
