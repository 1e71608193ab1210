package org.knooppunt.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns a fault of the database at start into what is wrong and what to do, instead of a stack trace. */
final class DatabaseFaultAnalyzer extends AbstractFailureAnalyzer<DatabaseFault> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseFault fault) {
        return new FailureAnalysis(fault.problem(), fault.remedy(), fault);
    }
}
