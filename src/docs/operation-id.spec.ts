import { operationId } from './operation-id.js';

test.each([
  ['PortalsController', 'ensure', 'ensurePortal'],
  ['PortalsController', 'rotateToken', 'rotatePortalToken'],
  ['HostnamesController', 'add', 'addHostname'],
  ['SavedSearchesController', 'create', 'createSavedSearch'],
  ['SavedSearchesController', 'list', 'listSavedSearches'],
  ['SavedSearchesController', 'linkContact', 'linkSavedSearchContact'],
  ['AdmissionController', 'check', 'checkPortalAccess'],
  ['BlueprintsController', 'fetch[0]', 'fetchBlueprint'],
  ['BlueprintsController', 'fetch[1]', 'fetchBlueprintAlias'],
])('%s.%s is %s', (controller, handler, id) => {
  expect(operationId(controller, handler)).toBe(id);
});
