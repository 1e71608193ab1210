package org.knooppunt.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.knooppunt.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theEngineKnowsNoSpringNoSqlAndNoHttp = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "jakarta.servlet..",
                    "com.sun.net.httpserver..",
                    "org.postgresql..");

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfThoseWhoUseIt = classes()
            .that()
            .resideInAPackage("org.knooppunt.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "org.knooppunt.planning..",
                    "org.knooppunt.web..",
                    "org.knooppunt.benchmarks..",
                    "org.knooppunt.cluster..");

    @ArchTest
    static final ArchRule theInventoryStandsOnNothing = noClasses()
            .that()
            .resideInAPackage("..engine.inventory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..engine.transport..",
                    "..engine.design..",
                    "..engine.cases..",
                    "..engine.solver..",
                    "..engine.files..");

    @ArchTest
    static final ArchRule theSolverKnowsNothingOfStreams = noClasses()
            .that()
            .resideInAPackage("..engine.solver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..engine.inventory..",
                    "..engine.transport..",
                    "..engine.design..",
                    "..engine.cases..",
                    "..engine.files..");

    @ArchTest
    static final ArchRule transportKnowsOnlyTheInventory = noClasses()
            .that()
            .resideInAPackage("..engine.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..engine.candidates..",
                    "..engine.design..",
                    "..engine.cases..",
                    "..engine.solver..",
                    "..engine.files..");

    @ArchTest
    static final ArchRule candidatesKnowOnlyInventoryAndTransport = noClasses()
            .that()
            .resideInAPackage("..engine.candidates..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.design..", "..engine.cases..", "..engine.solver..", "..engine.files..");

    @ArchTest
    static final ArchRule designKnowsNoCasesAndNoFiles = noClasses()
            .that()
            .resideInAPackage("..engine.design..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.cases..", "..engine.files..");

    @ArchTest
    static final ArchRule filesKnowOnlyTheInventory = noClasses()
            .that()
            .resideInAPackage("..engine.files..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.design..", "..engine.cases..", "..engine.solver..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule riskNeedsNoSolver = noClasses()
            .that()
            .resideInAPackage("..engine.risk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.cases..", "..engine.solver..", "..engine.files..");

    @ArchTest
    static final ArchRule financeStandsOnNothing = noClasses()
            .that()
            .resideInAPackage("..engine.finance..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.knooppunt..").and(resideOutsideOfPackage("..engine.finance..")));

    @ArchTest
    static final ArchRule lawKnowsOnlyTheInventory = noClasses()
            .that()
            .resideInAPackage("..engine.legal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..engine.transport..",
                    "..engine.candidates..",
                    "..engine.design..",
                    "..engine.cases..",
                    "..engine.coalition..",
                    "..engine.risk..",
                    "..engine.solver..",
                    "..engine.files..");

    @ArchTest
    static final ArchRule theCertificateSharesNoCodeWithTheSolver = noClasses()
            .that()
            .haveNameMatching(".*\\.CertificateCheck.*")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "org\\.knooppunt\\.engine\\.((solver|candidates)\\..*|design\\.(Network|NetworkModel|PlanDraft|PlanValue|EntryPrices|ExactPlanner)(\\$.*)?)");

    @ArchTest
    static final ArchRule roomsDoNotGoRound =
            slices().matching("org.knooppunt.engine.(*)..").should().beFreeOfCycles();
}
