package org.backwire.processor;

import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.emit.SourceFile;
import org.backwire.processor.emit.Target;
import org.backwire.processor.emit.TooLarge;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.source.AnnotatedMethod;
import org.backwire.processor.source.Reader;
import org.backwire.processor.source.Reading;
import org.backwire.processor.source.RefusedReading;
import org.jspecify.annotations.Nullable;

/**
 * Makes the companion of each method, or says why there is none.
 *
 * <p>A refused method gets a companion all the same, whose members only throw: without it every use of the companion would
 * be an error, too, and the one that matters would be lost among them.
 */
final class Companions {
    /** Mistakes after which the body can still be read, so that its own are found in the same compilation. */
    private static final Set<Problem> BODY_IS_READABLE = EnumSet.of(
            Problem.PRIVATE_METHOD,
            Problem.PRIVATE_CLASS,
            Problem.WRT_UNKNOWN,
            Problem.WRT_TWICE,
            Problem.WRT_NOT_DIFFERENTIABLE,
            Problem.NO_DERIVATIVES,
            Problem.SCALAR_RESULT_NEEDED,
            Problem.NO_RULES,
            Problem.RULE_OUT_OF_REACH,
            Problem.RULE_METHOD,
            Problem.RULE_PARAMETERS,
            Problem.RULE_SUBJECT,
            Problem.RULE_PARAMETER,
            Problem.RULE_RESULT,
            Problem.RULE_TWICE,
            Problem.COMPANION_NAME,
            Problem.COMPANION_COLLIDES,
            Problem.COMPANION_EXISTS,
            Problem.TOO_MANY_PARAMETERS);

    private static final Set<Problem> DECLARATIONS = EnumSet.of(Problem.LOCAL_CLASS, Problem.PATTERN);
    private static final Set<Problem> MISSING =
            EnumSet.of(Problem.UNKNOWN_NAME, Problem.UNKNOWN_TYPE, Problem.UNRESOLVED_CALL);

    private final Elements elements;
    private final Types types;
    private final Filer filer;
    private final SourceText text;
    private final Reporter reporter;
    private final HeldBack heldBack;
    private final Referee referee;
    private final Optimizations optimizations;
    private final int limit;
    private final MethodChecks methodChecks;
    private final CompanionNames names;
    private final Trees trees;
    private final Drafts drafts;
    private Targets targets;
    private Reader reader;

    Companions(
            ProcessingEnvironment environment,
            Trees trees,
            SourceText text,
            Reporter reporter,
            HeldBack heldBack,
            Referee referee,
            Optimizations optimizations) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.filer = environment.getFiler();
        this.text = text;
        this.reporter = reporter;
        this.heldBack = heldBack;
        this.referee = referee;
        this.optimizations = optimizations;
        this.limit = MethodLimit.of(environment.getOptions());
        this.methodChecks = new MethodChecks(elements, types);
        this.names = new CompanionNames(elements, types);
        this.targets = new Targets(elements, types, text);
        this.trees = trees;
        this.drafts = new Drafts(elements, this::draft);
        this.reader = reader();
    }

    /** Forgets what names meant: there may be more classes now. */
    void beginRound(RoundEnvironment round, Subjects sources) {
        drafts.beginRound(round, sources);
        targets = new Targets(elements, types, text);
        reader = reader();
    }

    private Reader reader() {
        KnownCallees callees = new KnownCallees(trees, elements, types, text, drafts::offers);
        return new Reader(elements, types, text, text::declaration, callees::of);
    }

    private Reading read(Subject subject, @Nullable Target target) {
        Reading reading = reader.read(subject.element(), subject.tree(), subject.unit());
        List<Integer> wrt = target == null
                ? RecursionPipeline.differentiable(reading.function())
                : Pipeline.wrt(reading.parameters(), target.parameters());
        return RecursionPipeline.pure(reading, wrt);
    }

    private Drafts.Draft draft(Subject subject, AnnotatedMethod method) {
        Target target = Objects.requireNonNull(targets.of(method));
        Reading reading = read(subject, target);
        List<Diagnosis> warnings = new ArrayList<>();
        Pipeline.Companion made = Pipeline.companion(reading, target, optimizations, limit, warnings::add);
        return new Drafts.Draft(reading, made.file(), made.offers(), warnings);
    }

    /**
     * Writes the companion and reports what there is to report; never throws.
     *
     * @param ruleProblems what is wrong with the rules that the method names
     */
    void make(Subject subject, List<Diagnosis> ruleProblems) {
        try {
            AnnotatedMethod method = AnnotatedMethod.of(subject.element(), elements, types);
            Work work = new Work(subject, method, ruleProblems);
            work.run();
        } catch (Throwable failure) { // A stack overflow, too: nothing may pass from here into the user's build.
            reporter.report(List.of(internal(subject, failure)), subject.place());
        }
    }

    private static Diagnosis internal(Subject subject, Throwable failure) {
        return subject.diagnosis(Problem.INTERNAL, subject.tree(), subject.name(), Failure.describe(failure));
    }

    /** The work on one method. */
    private final class Work {
        private final Subject subject;
        private final @Nullable AnnotatedMethod method;
        private final List<Diagnosis> problems = new ArrayList<>();
        private final List<Diagnosis> warnings = new ArrayList<>();
        private boolean hasName;
        private Offers offers = Offers.REFUSED;

        Work(Subject subject, @Nullable AnnotatedMethod method, List<Diagnosis> ruleProblems) {
            this.subject = subject;
            this.method = method;
            problems.addAll(ruleProblems);
        }

        void run() throws IOException {
            check();
            Target target = method == null ? null : targets.of(method);
            SourceFile file = null;
            try {
                if (problems.isEmpty()
                        && target != null
                        && method != null
                        && !method.wrt().isEmpty()) {
                    file = differentiated(method); // wrt is empty if javac could not read it, and has said so
                } else if (problems.stream().allMatch(problem -> BODY_IS_READABLE.contains(problem.problem()))) {
                    problems.addAll(losses(read(subject, target), target));
                }
            } catch (RefusedReading refused) {
                problems.addAll(refused.diagnoses());
                problems.addAll(losses(refused.rest(), target));
            } catch (Refused refused) {
                problems.addAll(refused.diagnoses());
            } catch (TooLarge tooLarge) {
                List<String> words = new ArrayList<>(tooLarge.words());
                words.add(0, subject.name());
                problems.add(subject.diagnosis(tooLarge.problem(), subject.tree(), words.toArray(String[]::new)));
            } catch (RuntimeException | Error failure) {
                problems.add(internal(subject, failure));
            }
            if (file == null && target != null && hasName) {
                file = signatures(target);
            }
            try {
                if (file != null && method != null) {
                    drafts.settle(method, offers);
                    write(file);
                }
            } finally {
                if (problems.isEmpty()) {
                    reporter.report(warnings, subject.place());
                } else {
                    heldBack.report(subject, withoutConsequences());
                }
            }
        }

        /** What else is wrong beside what could not be read, or stands in the annotation; nothing if too little is left to say. */
        private List<Diagnosis> losses(Reading rest, @Nullable Target target) {
            try {
                return target == null ? List.of() : Pipeline.errors(rest, target);
            } catch (RuntimeException holes) {
                return List.of();
            }
        }

        /** What a refused declaration would have declared is missing afterwards, which is no mistake of its own. */
        private List<Diagnosis> withoutConsequences() {
            boolean declares = problems.stream().anyMatch(problem -> DECLARATIONS.contains(problem.problem()));
            return problems.stream()
                    .filter(problem -> !declares || !MISSING.contains(problem.problem()))
                    .toList();
        }

        /** Null if not even these can be written: then what is wrong with the method has to be said without. */
        private @Nullable SourceFile signatures(Target target) {
            try {
                return Pipeline.refused(target);
            } catch (RuntimeException | Error failure) {
                return null;
            }
        }

        private void check() {
            problems.addAll(methodChecks.check(subject, method));
            problems.addAll(AnnotationChecks.check(subject));
            if (method != null) {
                List<Diagnosis> wrong = names.claim(subject, method);
                problems.addAll(wrong);
                hasName = wrong.isEmpty();
            }
        }

        private SourceFile differentiated(AnnotatedMethod differentiable) {
            Drafts.Draft draft = drafts.take(subject, differentiable);
            offers = draft.offers();
            warnings.addAll(draft.warnings());
            referee.expect(draft.reading().assumptions().all());
            return draft.file();
        }

        private void write(SourceFile file) throws IOException {
            try {
                file.writeTo(filer);
                referee.trust(file.name());
            } catch (FilerException taken) {
                if (method != null) {
                    problems.add(names.taken(subject, method));
                }
            }
        }
    }
}
