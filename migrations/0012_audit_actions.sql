-- Audit actions have one form, the plural of what they are about: workflows.saved, as it was api_keys.created already.
UPDATE audit_logs SET action = regexp_replace(action, '^(credential|execution|webhook|workflow)\.', '\1s.')
WHERE action ~ '^(credential|execution|webhook|workflow)\.';
