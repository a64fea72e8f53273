package org.backwire.processor;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Writes the companion of every method that is annotated with {@code @Differentiable}.
 *
 * <p>All that names javac's syntax tree is reached through {@link Rounds} only, so that this class loads where there is no
 * such tree, and can say so.
 */
@AutoService(Processor.class)
public final class DifferentiableProcessor extends AbstractProcessor {
    private static final String ANNOTATION = "org.backwire.Differentiable";

    /** Null where the compiler is not javac. */
    private @Nullable Rounds rounds;

    private boolean hasComplained;

    /** A processor, for the compiler to create. */
    public DifferentiableProcessor() {}

    /** With those that companions carry, and those for us to read later: {@code -Xlint:all} warns of what nobody claims. */
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                ANNOTATION,
                "org.backwire.DerivativeOf",
                "org.backwire.GeneratedCompanion",
                "javax.annotation.processing.Generated");
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Options.NAMES;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        try {
            Javac javac = Javac.of(environment);
            rounds = javac == null ? null : new Rounds(environment, javac, optimizations(environment));
        } catch (LinkageError noSyntaxTree) {
            rounds = null;
        }
    }

    private static Optimizations optimizations(ProcessingEnvironment environment) {
        return Options.read(
                environment.getOptions(),
                message -> environment.getMessager().printMessage(Diagnostic.Kind.ERROR, message));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Rounds started = rounds;
        if (started == null) {
            complain(annotations, round);
            return true;
        }
        try {
            DeepStack.run(() -> started.run(round, annotations));
        } catch (RuntimeException | Error failure) {
            // Each method has a net of its own; this one is for what is done before there is a method.
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            Problem.INTERNAL.message(List.of("this compilation", failure.toString())));
        }
        return true;
    }

    /** Says once, at the first method, that this compiler is not ours. */
    private void complain(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(ANNOTATION)) {
                for (Element method : round.getElementsAnnotatedWith(annotation)) {
                    if (!hasComplained) {
                        hasComplained = true;
                        processingEnv
                                .getMessager()
                                .printMessage(
                                        Diagnostic.Kind.ERROR, Problem.COMPILER_NOT_JAVAC.message(List.of()), method);
                    }
                }
            }
        }
    }
}
