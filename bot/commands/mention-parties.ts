export { memberIdsOfParties, memberIdsOfParty } from '../../use-cases/matters/mention-parties.ts'
