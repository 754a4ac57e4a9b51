// Stands in for lib0's channel between tabs in the app's bundle: it is never used, for two tabs may be two delegations.

const leftOut = () => {
  throw new Error("no channel between tabs: take lib0/broadcastchannel's alias out of vite.config.ts to use it");
};
export const [publish, subscribe, unsubscribe] = [leftOut, leftOut, leftOut];
