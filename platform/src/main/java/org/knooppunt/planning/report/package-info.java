/**
 * What a plan says, written for people and programs: plan.json, cases.json, flows.csv, a workbook, and a report as HTML
 * or PDF. Shared by the command line and the pages, so it needs no application context.
 */
@NullMarked
@NamedInterface("report")
package org.knooppunt.planning.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
