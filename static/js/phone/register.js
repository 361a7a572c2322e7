/* Every page: the phone gets its service worker, so that the next visit also works without a network. */
