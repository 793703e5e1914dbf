/** A blueprint of the demo data. */
export const DEMO_BLUEPRINT_EXAMPLE = {
  id: '019e2d5a-6a3d-7d42-8a51-0c7f8e1b9d01',
  name: 'Help desk',
  description: 'What every support portal has',
  meta: { team: 'support' },
  createdAt: 1778872281001,
  updatedAt: 1778872281001,
};

export const NEW_BLUEPRINT_EXAMPLE = { name: 'Sales desk', meta: { team: 'sales' } };

export const CHANGED_BLUEPRINT_EXAMPLE = { description: 'What every support portal starts from' };
