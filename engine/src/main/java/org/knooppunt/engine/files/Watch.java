package org.knooppunt.engine.files;

import java.util.concurrent.CancellationException;

/** Stops a reading when its monitor says so. */
record Watch(ReadMonitor monitor) {
    void check() {
        if (monitor.cancelled()) {
            throw new CancellationException("reading was cancelled");
        }
    }
}
