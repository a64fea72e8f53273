package org.backwire.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One road, walked in one direction: the arrows between the packages. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.backwire.processor");

    @Test
    void noOtherArrows() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("root")
                .definedBy("org.backwire.processor")
                .layer("graph")
                .definedBy("org.backwire.processor.graph..")
                .layer("rules")
                .definedBy("org.backwire.processor.rules..")
                .layer("source")
                .definedBy("org.backwire.processor.source..")
                .layer("simplify")
                .definedBy("org.backwire.processor.simplify..")
                .layer("differentiate")
                .definedBy("org.backwire.processor.differentiate..")
                .layer("emit")
                .definedBy("org.backwire.processor.emit..")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("root", "differentiate")
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("simplify")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("differentiate")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("emit")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("graph")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void onlySourceAndRootKnowJavacsTrees() {
        classes()
                .that()
                .resideInAnyPackage(
                        "org.backwire.processor.graph..",
                        "org.backwire.processor.rules..",
                        "org.backwire.processor.simplify..",
                        "org.backwire.processor.differentiate..",
                        "org.backwire.processor.emit..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("com.sun..")
                .check(CLASSES);
    }

    @Test
    void onlyEmitAndRootKnowJavaPoet() {
        classes()
                .that()
                .resideOutsideOfPackages("org.backwire.processor", "org.backwire.processor.emit..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("com.palantir..")
                .check(CLASSES);
    }

    /** Or it could not say so where there is no javac. */
    @Test
    void theProcessorLoadsWithoutJavac() {
        JavaClass processor = CLASSES.get(DifferentiableProcessor.class);
        assertThat(processor.getDirectDependenciesFromSelf())
                .noneMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("com.sun"));
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages = Stream.concat(
                        Stream.of(CLASSES.getPackage("org.backwire.processor")),
                        CLASSES.getPackage("org.backwire.processor").getSubpackagesInTree().stream())
                .toList();
        assertThat(packages)
                .hasSizeGreaterThan(5)
                .allMatch(each -> each.isAnnotatedWith("org.jspecify.annotations.NullMarked"));
    }

    /** A file has one idea; {@code Op} is a list of small ones. */
    @Test
    void noFileIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("Op.java"))
                            .filter(file -> lines(file) > 500))
                    .isEmpty();
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
