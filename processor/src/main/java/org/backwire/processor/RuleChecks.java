package org.backwire.processor;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.source.DerivativeRule;

/** What a method with {@code @DerivativeOf} must be. */
final class RuleChecks {
    private final Elements elements;
    private final Types types;

    RuleChecks(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Everything that is wrong with a rule. */
    List<Diagnosis> check(Subject subject) {
        List<Diagnosis> problems = new ArrayList<>();
        DerivativeRule rule = DerivativeRule.of(subject.element(), elements, types);
        if (rule == null) {
            return problems;
        }
        for (DerivativeRule.Flaw flaw : rule.flaws()) {
            String[] words = flaw.words().toArray(String[]::new);
            problems.add(subject.diagnosis(flaw.problem(), place(flaw.place(), subject), words));
        }
        for (DerivativeRule earlier : DerivativeRule.in(subject.owner(), elements, types)) {
            if (earlier.element().equals(subject.element())) {
                break;
            }
            if (earlier.isLike(rule)) {
                String name = earlier.element().getSimpleName().toString();
                problems.add(subject.diagnosis(
                        Problem.RULE_TWICE, subject.tree(), Integer.toString(rule.parameter()), rule.subject(), name));
            }
        }
        return problems;
    }

    /** What is wrong with the rules that the annotation of a method names, and with the naming. */
    List<Diagnosis> inUse(Subject subject, Subjects sources) {
        List<Diagnosis> problems = new ArrayList<>();
        List<DerivativeRule> seen = new ArrayList<>();
        List<TypeMirror> named = subject.annotation().types("derivatives");
        for (int i = 0; i < named.size(); i++) {
            List<DerivativeRule> rules =
                    named.get(i) instanceof DeclaredType type && type.asElement() instanceof TypeElement element
                            ? DerivativeRule.in(element, elements, types)
                            : List.of();
            Tree place = subject.argument("derivatives", i);
            if (rules.isEmpty()) {
                problems.add(subject.diagnosis(
                        Problem.NO_RULES, place, subject.text().of(subject.unit(), place)));
            }
            for (DerivativeRule rule : rules) {
                Subject source = sources.of(rule.element(), DerivativeRule.ANNOTATION);
                if (source != null) {
                    problems.addAll(check(source));
                }
                seen.stream()
                        .filter(other -> rule.isLike(other) && !rule.element().equals(other.element()))
                        .findFirst()
                        .ifPresent(other -> problems.add(subject.diagnosis(
                                Problem.RULE_TWICE,
                                place,
                                Integer.toString(rule.parameter()),
                                rule.subject(),
                                other.element().getSimpleName().toString())));
            }
            seen.addAll(rules);
        }
        return problems;
    }

    private static Tree place(DerivativeRule.Place place, Subject subject) {
        return switch (place) {
            case RULE -> subject.tree();
            case RESULT -> subject.tree().getReturnType();
            case METHOD -> subject.argument("method");
            case PARAMETER -> subject.argument("parameter");
        };
    }
}
